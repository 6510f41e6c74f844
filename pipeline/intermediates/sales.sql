-- One row per sale: a completed transaction of a known customer, not after as_of. What is no sale here counts in no rule, nor do its
-- items and shipments.
SELECT
    t.transaction_id,
    k.customer_key,
    CAST(t.transaction_date AS DATE) AS sold_on,
    t.channel,
    t.total_amount
FROM transactions t
JOIN known_customers k ON k.customer_id = t.customer_id
CROSS JOIN run r
WHERE t.status = 'completed' AND CAST(t.transaction_date AS DATE) <= r.as_of
