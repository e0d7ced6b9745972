/// Real servers for tests and for the all-in-one: a broker and databases as child processes, with their data on disk, and ports that lead to them.
@NullMarked
package dev.syncline.testkit;

import org.jspecify.annotations.NullMarked;
