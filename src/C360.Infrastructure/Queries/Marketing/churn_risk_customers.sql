SELECT
    customer_id, customer_name, email, customer_segment, loyalty_tier, total_spent, last_purchase_date,
    ROUND(CAST(customer_health_score AS DECIMAL(18, 6)), 2) AS customer_health_score,
    lifetime_value,
    'CHURN RISK' AS risk_status
FROM customer_analytics_c360
WHERE churn_risk_flag AND lifetime_value >= CAST(:min_lifetime_value AS DECIMAL(18, 6))
ORDER BY total_spent DESC, customer_id
LIMIT :limit
