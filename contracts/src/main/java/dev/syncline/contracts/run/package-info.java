/// News of runs, for every service and for other systems.
@NullMarked
package dev.syncline.contracts.run;

import org.jspecify.annotations.NullMarked;
