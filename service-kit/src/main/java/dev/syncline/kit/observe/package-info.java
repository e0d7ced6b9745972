/// What all services show of themselves beside their metrics: which version they are, and traces of runs.
@NullMarked
package dev.syncline.kit.observe;

import org.jspecify.annotations.NullMarked;
