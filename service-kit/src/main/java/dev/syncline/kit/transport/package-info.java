/// How a service speaks to others so that nobody in between can listen: whom it trusts, by what it is known, and as whom it comes to the broker.
@NullMarked
package dev.syncline.kit.transport;

import org.jspecify.annotations.NullMarked;
