/// What is written to the logs of all services.
@NullMarked
package dev.syncline.kit.log;

import org.jspecify.annotations.NullMarked;
