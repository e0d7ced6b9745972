/// What has become of the sources since people last looked at them, found without a run: tables new and gone, columns added, removed and retyped.
@NullMarked
package dev.syncline.config.schema;

import org.jspecify.annotations.NullMarked;
