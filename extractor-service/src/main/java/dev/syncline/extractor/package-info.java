/// The service that reads tables, cuts them into chunks and publishes them.
@NullMarked
package dev.syncline.extractor;

import org.jspecify.annotations.NullMarked;
