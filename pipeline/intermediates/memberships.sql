-- One row per known customer who is in the loyalty program. Rules: value_segment, redemption_rate (null when nothing was earned).
SELECT
    k.customer_key,
    l.loyalty_tier,
    l.points_balance,
    CAST(l.lifetime_value AS DECIMAL(18, 2)) AS lifetime_value,
    CASE
        WHEN l.lifetime_value < 1000 THEN 'Low Value'
        WHEN l.lifetime_value < 5000 THEN 'Medium Value'
        WHEN l.lifetime_value < 10000 THEN 'High Value'
        ELSE 'VIP'
    END AS value_segment,
    CAST(l.points_redeemed_ytd AS DOUBLE) / NULLIF(l.points_earned_ytd, 0) AS redemption_rate
FROM loyalty_program l
JOIN known_customers k ON k.customer_id = l.customer_id
