-- The sample shop: what a small mail-order business keeps, with foreign keys, all common types, unicode and nulls.
-- Everything is computed from row numbers, so that any two fills are equal. :lines is the number of order lines.
SET SESSION cte_max_recursion_depth = 10000000;
SET SESSION unique_checks = 0;
SET SESSION foreign_key_checks = 0;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_UNSIGNED_SUBTRACTION';
SET SESSION time_zone = '+00:00';

CREATE TABLE countries (
    code       char(2)      NOT NULL PRIMARY KEY,
    name       varchar(80)  NOT NULL,
    currency   char(3)      NOT NULL,
    vat_rate   decimal(5,3) NOT NULL,
    in_eu      tinyint(1)   NOT NULL
);
INSERT INTO countries VALUES
    ('DE', 'Deutschland', 'EUR', 19.000, 1), ('FR', 'France', 'EUR', 20.000, 1), ('PL', 'Polska', 'PLN', 23.000, 1),
    ('ES', 'España', 'EUR', 21.000, 1), ('CN', '中国', 'CNY', 13.000, 0), ('JP', '日本', 'JPY', 10.000, 0),
    ('GR', 'Ελλάδα', 'EUR', 24.000, 1), ('US', 'United States', 'USD', 0.000, 0), ('IL', 'ישראל', 'ILS', 17.000, 0),
    ('IS', 'Ísland', 'ISK', 24.000, 0);

CREATE TABLE customers (
    id            bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    public_id     char(36) CHARACTER SET ascii NOT NULL,
    email         varchar(190)    NOT NULL,
    display_name  varchar(120)    NOT NULL,
    country       char(2)         NOT NULL,
    born          date            NULL,
    loyalty       enum ('none', 'silver', 'gold', 'platinum') NOT NULL DEFAULT 'none',
    interests     set ('books', 'music', 'garden', 'sport', 'food') NULL,
    newsletter    bit(1)          NOT NULL DEFAULT b'0',
    balance       decimal(12,2)   NOT NULL,
    preferences   json            NULL,
    password_hash binary(32)      NOT NULL,
    registered_at timestamp(6)    NOT NULL,
    last_seen     datetime(3)     NULL,
    UNIQUE KEY customers_email (email),
    FOREIGN KEY (country) REFERENCES countries (code)
);
INSERT INTO customers
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :lines DIV 20)
SELECT n,
       LOWER(CONCAT(SUBSTR(MD5(n), 1, 8), '-', SUBSTR(MD5(n), 9, 4), '-', SUBSTR(MD5(n), 13, 4), '-', SUBSTR(MD5(n), 17, 4), '-', SUBSTR(MD5(n), 21, 12))),
       CONCAT('customer', n, '@example.com'),
       CONCAT(ELT(1 + n % 8, 'Zoë', 'Jürgen', '王伟', 'Ana María', 'O''Brien', 'Łukasz', 'さくら 🌸', 'Back\\slash'), ' ', ELT(1 + n % 5, 'Müller', 'Nguyễn', 'Ωmega', 'de la "Cruz"', 'Smith'), ' ', n),
       ELT(1 + n % 10, 'DE', 'FR', 'PL', 'ES', 'CN', 'JP', 'GR', 'US', 'IL', 'IS'),
       IF(n % 7 = 0, NULL, '1930-01-01' + INTERVAL (n * 7919 % 27000) DAY),
       1 + n % 4,
       IF(n % 11 = 0, NULL, n % 32),
       n % 2,
       (n * 104729 % 2000000) / 100 - 500,
       IF(n % 6 = 0, NULL, JSON_OBJECT('lang', ELT(1 + n % 3, 'de', 'en', 'zh'), 'tags', JSON_ARRAY('a', '€', n % 3 = 0, NULL), 'size', n / 4)),
       UNHEX(SHA2(n, 256)),
       '2015-01-01' + INTERVAL (n * 86243 % 340000000) SECOND + INTERVAL (n * 999983 % 1000000) MICROSECOND,
       IF(n % 5 = 0, NULL, '2026-01-01' + INTERVAL (n * 31 % 25000000) SECOND + INTERVAL (n % 1000) * 1000 MICROSECOND)
FROM n;

CREATE TABLE addresses (
    customer_id bigint unsigned NOT NULL,
    kind        enum ('billing', 'delivery') NOT NULL,
    street      varchar(120)    NOT NULL,
    city        varchar(80)     NOT NULL,
    postcode    varchar(12)     NULL,
    latitude    double          NULL,
    longitude   double          NULL,
    PRIMARY KEY (customer_id, kind),
    FOREIGN KEY (customer_id) REFERENCES customers (id)
);
INSERT INTO addresses
SELECT id, kind, CONCAT(ELT(1 + id % 4, 'Straße des 17. Juni', 'Rue de l''Église', '中山路', 'Main\tStreet'), ' ', id % 300),
       ELT(1 + id % 5, 'München', 'Orléans', '上海', 'Kraków', 'Reykjavík'), IF(id % 9 = 0, NULL, LPAD(id % 99999, 5, '0')),
       IF(id % 4 = 0, NULL, 90 - id / 7919), IF(id % 4 = 0, NULL, id / 104729 - 180)
FROM customers CROSS JOIN (SELECT 'billing' kind UNION ALL SELECT 'delivery') kinds;

CREATE TABLE suppliers (
    id        int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name      varchar(100) NOT NULL,
    country   char(2)      NOT NULL,
    rating    float        NULL,
    opens_at  time         NULL,
    notes     mediumtext   NULL,
    founded   year         NULL,
    FOREIGN KEY (country) REFERENCES countries (code)
);
INSERT INTO suppliers
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 500)
SELECT n, CONCAT('Supplier & Söhne №', n), ELT(1 + n % 10, 'DE', 'FR', 'PL', 'ES', 'CN', 'JP', 'GR', 'US', 'IL', 'IS'),
       IF(n % 10 = 0, NULL, n / 3), SEC_TO_TIME(n * 97 % 86400), IF(n % 3 = 0, NULL, REPEAT(CONCAT('Line ', n, '\n\twith tabs, "quotes" and \\ and €\r\n'), n % 40)),
       IF(n % 8 = 0, NULL, 1901 + n % 125)
FROM n;

CREATE TABLE categories (
    id        smallint unsigned NOT NULL PRIMARY KEY,
    parent_id smallint unsigned NULL,
    name      varchar(60)       NOT NULL,
    `order`   tinyint           NOT NULL,
    FOREIGN KEY (parent_id) REFERENCES categories (id)
);
INSERT INTO categories
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 200)
SELECT n, IF(n <= 10, NULL, 1 + n % 10), CONCAT(ELT(1 + n % 6, 'Bücher', 'Garten', '音楽', 'Спорт', 'Épicerie', 'Toys 🧸'), ' ', n), n % 100 - 50 FROM n;

CREATE TABLE products (
    id          int unsigned      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    sku         varchar(24)       NOT NULL,
    category_id smallint unsigned NOT NULL,
    supplier_id int unsigned      NOT NULL,
    title       varchar(200)      NOT NULL,
    description text              NULL,
    price       decimal(10,2)     NOT NULL,
    cost        decimal(14,6)     NULL,
    weight_kg   float             NULL,
    units_sold  bigint unsigned   NOT NULL,
    attributes  json              NULL,
    active      tinyint(1)        NOT NULL,
    created_at  datetime          NOT NULL,
    UNIQUE KEY products_sku (sku),
    FOREIGN KEY (category_id) REFERENCES categories (id),
    FOREIGN KEY (supplier_id) REFERENCES suppliers (id)
);
INSERT INTO products
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 20000)
SELECT n, CONCAT('SKU-', LPAD(n, 8, '0')), 1 + n % 200, 1 + n % 500, CONCAT(ELT(1 + n % 5, 'Kaffeemühle', 'Théière', '茶碗', 'Gießkanne', 'Cricket bat'), ' Nº ', n),
       CASE WHEN n % 9 = 0 THEN NULL WHEN n % 9 = 1 THEN '' ELSE LEFT(REPEAT(CONCAT('A fine thing, "', n, '" of them; caffè, naïve, 漢字, 👩‍👩‍👧.\n'), 30), n * 997 % 1500) END,
       (n * 7919 % 100000) / 100 + 1, IF(n % 4 = 0, NULL, (n * 104729 % 99999999) / 1000000), IF(n % 6 = 0, NULL, n / 7),
       IF(n % 1000 = 1, 18446744073709551615, n * 2654435761),
       IF(n % 5 = 0, NULL, JSON_OBJECT('colour', ELT(1 + n % 3, 'rot', 'grün', '青'), 'dims', JSON_ARRAY(n % 10, n % 20, n % 30), 'eco', n % 2 = 0)),
       n % 3 <> 0, '2010-03-28 02:30:00' + INTERVAL (n * 49999 % 500000000) SECOND
FROM n;

CREATE TABLE product_images (
    product_id int unsigned     NOT NULL,
    position   tinyint unsigned NOT NULL,
    mime       varchar(40) CHARACTER SET latin1 NOT NULL,
    thumbnail  blob             NULL,
    PRIMARY KEY (product_id, position),
    FOREIGN KEY (product_id) REFERENCES products (id)
);
INSERT INTO product_images
SELECT id, position, ELT(1 + id % 2, 'image/png', 'image/jpeg; name="é"'),
       IF(id % 13 = 0, NULL, CONCAT(UNHEX('00FF5C0A0D0908'), REPEAT(UNHEX(SHA2(id, 512)), id % 12)))
FROM products CROSS JOIN (SELECT 1 position UNION ALL SELECT 2) positions
WHERE id <= 10000;

CREATE TABLE warehouses (
    id      tinyint unsigned NOT NULL PRIMARY KEY,
    name    varchar(60)      NOT NULL,
    country char(2)          NOT NULL,
    area_m2 mediumint        NOT NULL,
    flags   bit(12)          NOT NULL,
    FOREIGN KEY (country) REFERENCES countries (code)
);
INSERT INTO warehouses VALUES (1, 'Nürnberg', 'DE', 120000, b'100000000001'), (2, 'Łódź', 'PL', 84000, b'0'), (3, '深圳', 'CN', 8388607, b'111111111111');

CREATE TABLE stock (
    warehouse_id tinyint unsigned NOT NULL,
    product_id   int unsigned     NOT NULL,
    quantity     int              NOT NULL,
    counted_on   date             NULL,
    PRIMARY KEY (warehouse_id, product_id),
    FOREIGN KEY (warehouse_id) REFERENCES warehouses (id),
    FOREIGN KEY (product_id) REFERENCES products (id)
);
INSERT INTO stock
SELECT w.id, p.id, (p.id * 7919 + w.id) % 5000 - 20, IF(p.id % 3 = 0, NULL, '2026-01-01' + INTERVAL p.id % 300 DAY) FROM warehouses w CROSS JOIN products p;

CREATE TABLE orders (
    id          bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id bigint unsigned NOT NULL,
    status      enum ('open', 'paid', 'shipped', 'returned') NOT NULL,
    total       decimal(14,2)   NOT NULL,
    note        varchar(500)    NULL,
    placed_at   timestamp(3)    NOT NULL,
    deliver_on  date            NULL,
    FOREIGN KEY (customer_id) REFERENCES customers (id)
);
INSERT INTO orders
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :lines DIV 5)
SELECT n, 1 + n * 40503 % (:lines DIV 20), 1 + n % 4, (n * 7919 % 90000000) / 100, IF(n % 4 <> 0, NULL, CONCAT('Bitte klingeln – ', n, ' 🚪')),
       '2024-01-01' + INTERVAL n * 311 % 90000000 SECOND + INTERVAL (n % 1000) * 1000 MICROSECOND, IF(n % 6 = 0, NULL, '2024-01-05' + INTERVAL n % 1000 DAY)
FROM n;

CREATE TABLE order_lines (
    order_id   bigint unsigned   NOT NULL,
    line       smallint unsigned NOT NULL,
    product_id int unsigned      NOT NULL,
    quantity   int               NOT NULL,
    unit_price decimal(10,2)     NOT NULL,
    discount   decimal(4,3)      NULL,
    tax        decimal(10,4)     NOT NULL,
    gift       tinyint(1)        NOT NULL,
    comment    varchar(60)       NULL,
    packed_at  datetime(6)       NULL,
    PRIMARY KEY (order_id, line),
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (product_id) REFERENCES products (id)
);
INSERT INTO order_lines
WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < :lines - 1)
SELECT 1 + n DIV 5, 1 + n % 5, 1 + n * 2654435761 % 20000, 1 + n % 9, (n * 104729 % 90000 + 100) / 100, IF(n % 3 = 0, NULL, (n % 500) / 1000),
       (n * 31 % 190000) / 10000, n % 17 = 0,
       SUBSTR('carefully bold requests nag blithely; even accounts wake – naïve déjà vu above the ironic packages', 1 + n % 40, n * 7 % 50),
       IF(n % 5 = 0, NULL, '2024-01-02' + INTERVAL n % 80000000 SECOND + INTERVAL n * 999983 % 1000000 MICROSECOND)
FROM n;

CREATE TABLE payments (
    id         bigint        NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id   bigint unsigned NOT NULL,
    method     varchar(20)   NOT NULL,
    amount     decimal(14,2) NOT NULL,
    reference  varbinary(16) NULL,
    paid_at    timestamp     NULL,
    FOREIGN KEY (order_id) REFERENCES orders (id)
);
INSERT INTO payments
SELECT id, id, ELT(1 + id % 3, 'card', 'Überweisung', '支付宝'), total, IF(id % 7 = 0, NULL, UNHEX(MD5(id))), IF(status = 'open', NULL, placed_at) FROM orders;

CREATE TABLE reviews (
    customer_id bigint unsigned  NOT NULL,
    product_id  int unsigned     NOT NULL,
    stars       tinyint unsigned NOT NULL,
    headline    varchar(100)     NULL,
    body        longtext         NULL,
    written_at  datetime         NOT NULL,
    PRIMARY KEY (customer_id, product_id)
);
INSERT INTO reviews
SELECT id, 1 + id % 20000, 1 + id % 5, IF(id % 5 = 0, NULL, ELT(1 + id % 4, 'Super!', '¡Qué bien!', '很好', 'Meh…')),
       CASE WHEN id % 10 = 0 THEN NULL WHEN id % 10 = 1 THEN '' ELSE REPEAT(CONCAT('Ich mag es. 我喜欢它。 ', id, ' 👍\n'), id % 25) END, last_seen
FROM customers WHERE last_seen IS NOT NULL;

-- No primary key: rows may be equal to the letter.
CREATE TABLE page_views (
    session  varchar(32) CHARACTER SET ascii NOT NULL,
    path     varchar(200) NOT NULL,
    seconds  float        NULL,
    lasted   time(3)      NULL,
    viewed_at datetime(6) NOT NULL
);
INSERT INTO page_views
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :lines DIV 10)
SELECT MD5(n DIV 20), ELT(1 + n % 4, '/', '/p/äöü', '/search?q=漢字', '/cart'), IF(n % 4 = 0, NULL, n % 1000 / 3), SEC_TO_TIME(n % 7200),
       '2026-03-29 00:00:00' + INTERVAL n DIV 3 SECOND
FROM n;

CREATE TABLE coupons (
    code       varchar(20)   NOT NULL PRIMARY KEY,
    percent    decimal(5,2)  NULL,
    valid_from datetime      NULL,
    valid_to   datetime      NULL
);
