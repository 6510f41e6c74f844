-- One row per customer with a sale. Rules: the sums, counts and dates over the customer's sales; a day is within 90 days when as_of is
-- at most 90 days later. A sale without a channel adds no channel.
SELECT
    s.customer_key,
    COUNT(*) AS total_transactions,
    CAST(SUM(s.total_amount) AS DECIMAL(18, 2)) AS total_spent,
    MIN(s.sold_on) AS first_purchase_date,
    MAX(s.sold_on) AS last_purchase_date,
    COUNT(DISTINCT s.channel) AS channels_used,
    COUNT(DISTINCT s.sold_on) AS shopping_days,
    COUNT(*) FILTER (WHERE unix_date(r.as_of) - unix_date(s.sold_on) <= 90) AS transactions_last_90d,
    CAST(SUM(s.total_amount) FILTER (WHERE unix_date(r.as_of) - unix_date(s.sold_on) <= 90) AS DECIMAL(18, 2)) AS spent_last_90d
FROM sales s
CROSS JOIN run r
GROUP BY s.customer_key
