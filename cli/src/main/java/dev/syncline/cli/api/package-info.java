/// Asks the public interface by the console's one address, and says what refusals mean for whoever has called.
@NullMarked
package dev.syncline.cli.api;

import org.jspecify.annotations.NullMarked;
