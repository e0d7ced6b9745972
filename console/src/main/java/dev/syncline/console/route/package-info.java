/// The way to the services.
@NullMarked
package dev.syncline.console.route;

import org.jspecify.annotations.NullMarked;
