CREATE TABLE lineitem (
    l_orderkey Int64, l_partkey Int32, l_suppkey Int32, l_linenumber Int32,
    l_quantity Decimal(15, 2), l_extendedprice Decimal(15, 2), l_discount Decimal(15, 2), l_tax Decimal(15, 2),
    l_returnflag String, l_linestatus String,
    l_shipdate Date32, l_commitdate Date32, l_receiptdate Date32,
    l_shipinstruct String, l_shipmode String, l_comment String
) ENGINE = MergeTree ORDER BY (l_orderkey, l_linenumber)
