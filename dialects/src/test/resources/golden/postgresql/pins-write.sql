SET search_path = pg_catalog;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'iso_8601';
SET bytea_output = 'hex';
SET extra_float_digits = 3;
SET xmloption = 'content';
SET array_nulls = on;
SET standard_conforming_strings = on;
SET quote_all_identifiers = off;
SET transform_null_equals = off;
SET default_transaction_isolation = 'read committed';
SET default_transaction_deferrable = off;
SET client_min_messages = 'warning';
SELECT pg_catalog.set_config(name, CASE name WHEN 'row_security' THEN 'off' WHEN 'jit' THEN 'off' WHEN 'default_with_oids' THEN 'off'
    WHEN 'default_table_access_method' THEN 'heap' WHEN 'synchronous_commit' THEN 'local' ELSE '0' END, false)
FROM pg_catalog.pg_settings
WHERE name IN ('row_security', 'jit', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'default_with_oids', 'default_table_access_method', 'transaction_timeout') OR name = 'synchronous_commit' AND setting = 'off';
SET statement_timeout = 0;
SET lock_timeout = '5s'
