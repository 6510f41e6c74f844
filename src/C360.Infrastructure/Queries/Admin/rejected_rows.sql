SELECT row_id, source, file, line, key, column_name AS column, reason, raw_values
FROM rejected_rows
WHERE row_id > :after
    AND (CAST(:source AS STRING) IS NULL OR source = CAST(:source AS STRING))
    AND (CAST(:reason AS STRING) IS NULL OR reason = CAST(:reason AS STRING))
ORDER BY row_id
LIMIT :limit
