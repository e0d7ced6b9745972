/// Who has done what by the REST interface.
@NullMarked
package dev.syncline.contracts.audit;

import org.jspecify.annotations.NullMarked;
