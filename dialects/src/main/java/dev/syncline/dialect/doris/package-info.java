/// Apache Doris as a target.
@NullMarked
package dev.syncline.dialect.doris;

import org.jspecify.annotations.NullMarked;
