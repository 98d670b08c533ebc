//! Rules that the catalogue shows every table to keep, those to come included.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use testing::Tables;

/// Tables that hold rows of organizations; partitions aside.
pub(crate) const TENANT_TABLES: &str = "
    SELECT c.oid, c.relname, CASE c.relname WHEN 'organizations' THEN 'id' ELSE 'organization_id' END AS owner
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND (c.relname = 'organizations'
           OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id'))";

/// Fewer would mean that the question is wrong.
const AT_LEAST: usize = 20;

pub(crate) fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["relname"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_table_of_organizations_is_under_row_level_security() {
    let world = Tables::start().await;
    let all = world.query(TENANT_TABLES).await;
    assert!(all.len() >= AT_LEAST, "{:?}", names(&all));
    let open = world
        .query(&format!(
            "SELECT t.relname FROM ({TENANT_TABLES}) t JOIN pg_class c ON c.oid = t.oid WHERE NOT c.relrowsecurity"
        ))
        .await;
    assert!(open.is_empty(), "not under row-level security: {:?}", names(&open));
    world.finish().await;
}

#[tokio::test]
async fn every_table_of_organizations_shows_and_takes_the_own_organizations_rows_only() {
    let world = Tables::start().await;
    let policies = world
        .query(&format!(
            "SELECT t.relname, p.cmd, p.permissive, p.qual, p.with_check, t.owner FROM ({TENANT_TABLES}) t
             LEFT JOIN pg_policies p ON p.schemaname = 'public' AND p.tablename = t.relname
                  AND p.roles && ARRAY['callflex_app', 'public']::name[]
             ORDER BY t.relname"
        ))
        .await;
    let mut named = names(&policies);
    named.dedup();
    assert_eq!(named.len(), policies.len(), "one policy a table, no more: {policies:#?}");
    assert!(policies.len() >= AT_LEAST);
    for policy in &policies {
        assert_eq!(
            (&policy["cmd"], &policy["permissive"]),
            (&json!("ALL"), &json!("PERMISSIVE")),
            "{policy:#}"
        );
        let condition = policy["qual"].as_str().unwrap_or_else(|| panic!("no policy: {policy:#}"));
        assert!(condition.contains("current_setting('app.current_org_id'::text, true)"), "{policy:#}");
        assert!(condition.starts_with(&format!("({} = ", policy["owner"].as_str().unwrap())), "{policy:#}");
        assert_eq!(policy["with_check"], policy["qual"], "{policy:#}");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_partition_is_reached_through_its_parent_only() {
    let world = Tables::start().await;
    world.query("SELECT ensure_calls_partition('2026-03-02T12:00:00Z')").await;
    world.query("SELECT ensure_webhook_events_day('2026-03-02T12:00:00Z')").await;
    let partitions = world
        .query(
            "SELECT c.relname, c.relrowsecurity AS secured, role,
                    bool_or(has_table_privilege(role, c.oid, privilege)) AS granted
             FROM pg_class c, unnest(ARRAY['callflex_app', 'callflex_identity', 'callflex_retention',
                                           'callflex_system']) AS role,
                  unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES']) AS privilege
             WHERE c.relispartition AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
             GROUP BY 1, 2, 3 ORDER BY relname, role",
        )
        .await;
    let roles = ["callflex_app", "callflex_identity", "callflex_retention", "callflex_system"];
    let expected: Vec<_> = ["calls_2026_03", "webhook_events_2026_03_02"]
        .into_iter()
        .flat_map(|name| {
            roles.map(|role| json!({"relname": name, "secured": true, "role": role, "granted": false}))
        })
        .collect();
    assert_eq!(partitions, expected);
    world.finish().await;
}

#[tokio::test]
async fn every_unique_key_and_reference_of_an_organizations_rows_begins_with_the_organization() {
    let world = Tables::start().await;
    // Positions, spooled ids and Stripe's customers are looked up by those who do not know the
    // organization yet.
    let exempt = [
        "organizations_pkey",
        "webhook_spool_pkey",
        "events_position_key",
        "organizations_stripe_customer_key",
    ];
    let others = world
        .query(&format!(
            "SELECT i.indexrelid::regclass::text AS relname FROM ({TENANT_TABLES}) t
             JOIN pg_index i ON i.indrelid = t.oid AND i.indisunique
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
             WHERE a.attname <> 'organization_id' ORDER BY 1"
        ))
        .await;
    let others: Vec<&str> = names(&others).into_iter().filter(|name| !exempt.contains(name)).collect();
    assert!(others.is_empty(), "{others:?}");

    let references = world
        .query(&format!(
            "SELECT k.conrelid::regclass || '.' || k.conname AS relname FROM pg_constraint k
             JOIN ({TENANT_TABLES}) t ON t.oid = k.conrelid JOIN ({TENANT_TABLES}) u ON u.oid = k.confrelid
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
             WHERE k.contype = 'f' AND a.attname <> 'organization_id'"
        ))
        .await;
    assert!(references.is_empty(), "{references:?}");
    world.finish().await;
}

#[tokio::test]
async fn no_function_or_view_converts_time_zones_but_what_cuts_partitions_in_utc() {
    let world = Tables::start().await;
    let converts = "~* 'at time zone|timezone *\\(|date_trunc|date_part|current_date|:: *(date|time)\\M'";
    let functions = format!(
        "SELECT proname AS relname FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace AND prosrc {converts}
           AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE lower(setting) = 'timezone=utc')"
    );
    let views = format!(
        "SELECT viewname AS relname FROM pg_views WHERE schemaname = 'public' AND definition {converts}"
    );
    let converting = world.query(&format!("{functions} UNION ALL {views}")).await;
    assert!(converting.is_empty(), "{:?}", names(&converting));
    world.finish().await;
}

/// Columns of bytes with no sealed secret in them: bodies, messages and a hash.
const NOT_SEALED: [(&str, &str); 9] = [
    ("_sqlx_migrations", "checksum"),
    ("api_keys", "key_hash"),
    ("dead_letters", "body"),
    ("dead_letters", "fingerprint"),
    ("dead_letters", "properties"),
    ("events", "payload"),
    ("webhook_events", "body"),
    ("webhook_quarantine", "body"),
    ("webhook_spool", "message"),
];

#[tokio::test]
async fn every_column_of_bytes_is_known_to_be_sealed_or_not() {
    let world = Tables::start().await;
    let columns = world
        .query(
            "SELECT format('%s.%s', c.relname, a.attname) AS relname FROM pg_class c
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.atttypid = 'bytea'::regtype AND NOT a.attisdropped
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
             ORDER BY 1",
        )
        .await;
    let known = db::sealed::COLUMNS.into_iter().chain(NOT_SEALED);
    let known: BTreeSet<String> = known.map(|(table, column)| format!("{table}.{column}")).collect();
    let columns = names(&columns);
    assert!(columns.len() > NOT_SEALED.len(), "{columns:?}");
    for name in columns {
        assert!(known.contains(name), "{name}: a sealed secret that is not in the list is never sealed anew");
    }
    world.finish().await;
}
