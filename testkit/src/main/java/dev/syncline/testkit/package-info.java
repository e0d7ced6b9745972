/// Real servers for tests and for the all-in-one: a broker and databases as child processes, with their data on disk.
@NullMarked
package dev.syncline.testkit;

import org.jspecify.annotations.NullMarked;
