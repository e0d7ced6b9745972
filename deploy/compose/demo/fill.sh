# Read by the image of MySQL at its first start, which has the function that is called here.
sed "s/:lines/$DEMO_LINES/g" /opt/shop.sql | docker_process_sql --database="$MYSQL_DATABASE" --default-character-set=utf8mb4
