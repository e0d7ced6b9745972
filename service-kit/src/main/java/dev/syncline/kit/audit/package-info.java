/// Who has changed what, or was refused, by the REST interface.
@NullMarked
package dev.syncline.kit.audit;

import org.jspecify.annotations.NullMarked;
