-- One row per customer of the views: with an e-mail address and not registered after as_of. All else joins to this table, so that
-- whoever is left out here takes transactions, sessions and tickets along. customer_key is a small number for the joins of the facts.
-- Rules: customer_name, age_years, generation_segment, days_since_registration, customer_tenure_segment, is_digital_native.
SELECT
    CAST(ROW_NUMBER() OVER (ORDER BY customer_id) AS INT) AS customer_key,
    customer_id,
    first_name,
    last_name,
    COALESCE(first_name || ' ' || last_name, first_name, last_name) AS customer_name,
    email,
    customer_segment,
    preferred_channel,
    city,
    state,
    country,
    age_days / 365.25e0 AS age_years,
    CASE
        WHEN age_days IS NULL THEN 'Unknown'
        WHEN age_days / 365.25e0 < 25 THEN 'Gen Z'
        WHEN age_days / 365.25e0 < 40 THEN 'Millennial'
        WHEN age_days / 365.25e0 < 55 THEN 'Gen X'
        ELSE 'Boomer+'
    END AS generation_segment,
    days_since_registration,
    CASE
        WHEN days_since_registration IS NULL THEN 'Unknown'
        WHEN days_since_registration <= 30 THEN 'New (0-30 days)'
        WHEN days_since_registration <= 90 THEN 'Recent (31-90 days)'
        WHEN days_since_registration <= 365 THEN 'Established (3-12 months)'
        ELSE 'Veteran (1+ years)'
    END AS customer_tenure_segment,
    COALESCE(preferred_channel IN ('online', 'mobile'), FALSE) AS is_digital_native
FROM (
    SELECT
        c.customer_id,
        c.first_name,
        c.last_name,
        c.email,
        c.customer_segment,
        c.preferred_channel,
        c.city,
        c.state,
        c.country,
        unix_date(r.as_of) - unix_date(c.date_of_birth) AS age_days,
        unix_date(r.as_of) - unix_date(CAST(c.registration_date AS DATE)) AS days_since_registration
    FROM customers c
    CROSS JOIN run r
    WHERE c.email IS NOT NULL
) dated
WHERE days_since_registration IS NULL OR days_since_registration >= 0
