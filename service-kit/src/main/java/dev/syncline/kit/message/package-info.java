/// Messages in and out of Kafka as JSON bytes, without any header magic.
@NullMarked
package dev.syncline.kit.message;

import org.jspecify.annotations.NullMarked;
