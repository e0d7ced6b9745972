/// What Apache Doris and StarRocks have in common: statements over the MySQL protocol, rows over HTTP as stream loads, no transactions of several statements.
@NullMarked
package dev.syncline.dialect.streamload;

import org.jspecify.annotations.NullMarked;
