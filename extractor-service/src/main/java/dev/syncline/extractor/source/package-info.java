/// Sessions of the databases that are read.
@NullMarked
package dev.syncline.extractor.source;

import org.jspecify.annotations.NullMarked;
