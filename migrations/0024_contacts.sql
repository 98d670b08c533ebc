-- The time of a contact's last call is kept by what changes it from now on. Until now it stayed as it was when the start of that call
-- was corrected later.
UPDATE contacts c SET last_called_at = l.called_at
FROM (SELECT organization_id, contact_id, max(coalesce(started_at, partition_at)) AS called_at
      FROM calls WHERE contact_id IS NOT NULL GROUP BY 1, 2) l
WHERE c.organization_id = l.organization_id AND c.id = l.contact_id AND c.last_called_at <> l.called_at;
