/// Measures the data path beside what native clients piped into each other reach.
@NullMarked
package dev.syncline.allinone.bench;

import org.jspecify.annotations.NullMarked;
