/// Reads a whole table as of one moment.
@NullMarked
package dev.syncline.extractor.full;

import org.jspecify.annotations.NullMarked;
