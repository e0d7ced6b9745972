/// Reads a whole table under one snapshot.
@NullMarked
package dev.syncline.extractor.full;

import org.jspecify.annotations.NullMarked;
