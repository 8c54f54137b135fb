"""What a database itself says of its tables, as facts that can be compared."""

from __future__ import annotations

from claimgraph.storage.database import Database, Dialect, Reading

Facts = set[str]

POSTGRESQL = {
    "column": """
        select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            coalesce(l.collname, '-'), coalesce(pg_get_expr(d.adbin, d.adrelid), '-')
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        left join pg_collation l on l.oid = a.attcollation
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0
        and not a.attisdropped
    """,
    "constraint": """
        select conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid)
        from pg_constraint where connamespace = 'public'::regnamespace
    """,
    "index": "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'",
}
SQLITE = {
    "column": """
        select t.name, c.name, c.type, c."notnull", c.pk, coalesce(c.dflt_value, '-')
        from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table'
    """,
    "strict": "select name, strict from pragma_table_list where schema = 'main'",
    "key": """
        select t.name, k."from", k."table", k."to", k.on_delete, k.on_update
        from sqlite_schema t, pragma_foreign_key_list(t.name) k where t.type = 'table'
    """,
    "index": """
        select t.name, i."unique", i.origin, i.partial,
            case i.origin when 'c' then i.name else '-' end, coalesce(x.sql, '-'),
            (select group_concat(name) from (select name from pragma_index_info(i.name) order by seqno))
        from sqlite_schema t, pragma_index_list(t.name) i left join sqlite_schema x on x.name = i.name
        where t.type = 'table'
    """,
    "trigger": "select tbl_name, name, sql from sqlite_schema where type = 'trigger'",
}


async def facts(database: Database) -> Facts:
    """All that the catalogue tells of columns, keys, uniques, checks and indexes."""
    async with database.reading() as reading:
        return await _facts(reading)


async def _facts(reading: Reading) -> Facts:
    questions = SQLITE if reading.dialect is Dialect.SQLITE else POSTGRESQL
    return {
        " | ".join([kind, *map(str, row)])
        for kind, text in questions.items()
        for row in await reading.rows(text)
        if row[0] not in ("schema_migration", "sqlite_schema", "sqlite_sequence")
    }
