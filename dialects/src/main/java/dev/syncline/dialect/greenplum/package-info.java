/// Greenplum 6 and 7, a target made of PostgreSQL.
@NullMarked
package dev.syncline.dialect.greenplum;

import org.jspecify.annotations.NullMarked;
