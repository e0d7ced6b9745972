/// What the services agree on: topics and the messages in them. Knows no Spring, no JDBC and no Kafka.
@NullMarked
package dev.syncline.contracts;

import org.jspecify.annotations.NullMarked;
