SELECT 1 + n / 4, 1 + (n * 2654435761 % 2000003)::int, 1 + (n * 40503 % 100003)::int, 1 + (n % 4)::int,
       ((n * 7919 % 50) + 1)::numeric(15,2), ((n * 104729 % 9000000) + 90000)::numeric / 100, (n * 31 % 11)::numeric / 100, (n * 17 % 9)::numeric / 100,
       (ARRAY['R', 'A', 'N'])[1 + (n * 13 % 3)], (ARRAY['O', 'F'])[1 + (n * 29 % 5 % 2)],
       date '1992-01-02' + (n * 86243 % 2526)::int, date '1992-01-31' + (n * 60013 % 2466)::int, date '1992-01-03' + (n * 49999 % 2555)::int,
       (ARRAY['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN'])[1 + (n * 37 % 4)],
       (ARRAY['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB'])[1 + (n * 41 % 7)],
       substr('furiously regular deposits sleep quickly above the ironic packages. carefully bold requests nag blithely; even accounts wake',
              1 + (n * 53 % 60)::int, 10 + (n * 71 % 34)::int)
FROM generate_series(0, :rows::bigint - 1) n
