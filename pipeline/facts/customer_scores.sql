-- One row per known customer. Rules: customer_status, recency_score, frequency_score, monetary_score, support_satisfaction_level.
SELECT
    customer_key,
    CASE
        WHEN days_since_purchase IS NULL THEN 'Never Purchased'
        WHEN days_since_purchase <= 30 THEN 'Active'
        WHEN days_since_purchase <= 90 THEN 'At Risk'
        ELSE 'Churned'
    END AS customer_status,
    CASE
        WHEN days_since_purchase <= 30 THEN 5
        WHEN days_since_purchase <= 60 THEN 4
        WHEN days_since_purchase <= 90 THEN 3
        WHEN days_since_purchase <= 180 THEN 2
        ELSE 1
    END AS recency_score,
    CASE
        WHEN total_transactions >= 10 THEN 5
        WHEN total_transactions >= 5 THEN 4
        WHEN total_transactions >= 3 THEN 3
        WHEN total_transactions >= 1 THEN 2
        ELSE 1
    END AS frequency_score,
    CASE
        WHEN total_spent >= 1000 THEN 5
        WHEN total_spent >= 500 THEN 4
        WHEN total_spent >= 200 THEN 3
        WHEN total_spent >= 50 THEN 2
        ELSE 1
    END AS monetary_score,
    CASE
        WHEN total_support_tickets = 0 THEN 'No Contact'
        WHEN avg_satisfaction >= 4 THEN 'Highly Satisfied'
        WHEN avg_satisfaction >= 3 THEN 'Satisfied'
        ELSE 'Needs Attention'
    END AS support_satisfaction_level
FROM customer_activity
