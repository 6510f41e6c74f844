-- One row per customer with an app session not after as_of. A null number counts as 0 in a sum and not at all in the mean.
-- Rules: the counts and sums over app_usage; app_engagement_score = 0.3 minutes + 0.4 pages + 0.3 actions, in whole tenths so that no
-- order of adding shows.
SELECT
    customer_key,
    total_app_sessions,
    total_session_minutes,
    CAST(total_session_minutes AS DOUBLE) / NULLIF(timed_sessions, 0) AS avg_session_duration,
    total_pages_viewed,
    total_actions_taken,
    (3 * total_session_minutes + 4 * total_pages_viewed + 3 * total_actions_taken) / 10e0 AS app_engagement_score,
    unique_device_types,
    last_app_use_date
FROM (
    SELECT
        k.customer_key,
        COUNT(*) AS total_app_sessions,
        COUNT(a.session_duration_minutes) AS timed_sessions,
        CAST(COALESCE(SUM(a.session_duration_minutes), 0) AS BIGINT) AS total_session_minutes,
        CAST(COALESCE(SUM(a.pages_viewed), 0) AS BIGINT) AS total_pages_viewed,
        CAST(COALESCE(SUM(a.actions_taken), 0) AS BIGINT) AS total_actions_taken,
        COUNT(DISTINCT a.device_type) AS unique_device_types,
        MAX(a.session_date) AS last_app_use_date
    FROM app_usage a
    JOIN known_customers k ON k.customer_id = a.customer_id
    CROSS JOIN run r
    WHERE a.session_date <= r.as_of
    GROUP BY k.customer_key
) counted
