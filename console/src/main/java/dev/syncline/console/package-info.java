/// The door for people, tools and machines: one origin for the page, sign-in, and the services behind it.
@NullMarked
package dev.syncline.console;

import org.jspecify.annotations.NullMarked;
