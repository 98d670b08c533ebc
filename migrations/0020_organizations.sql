-- An organization is made in a transaction of its own, together with its first rows and its event.
GRANT INSERT (id, name, timezone, settings) ON organizations TO callflex_app;

-- So that the system role needs not write what is an organization's.
REVOKE INSERT, UPDATE ON organizations FROM callflex_system;
REVOKE INSERT ON memberships, api_keys FROM callflex_system;
