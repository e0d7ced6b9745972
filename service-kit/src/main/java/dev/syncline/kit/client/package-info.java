/// Calls from one service to another.
@NullMarked
package dev.syncline.kit.client;

import org.jspecify.annotations.NullMarked;
