/// An emulator of Apache Doris and StarRocks: their SQL door, their HTTP loads and their faults, with the rows in a real MySQL.
@NullMarked
package dev.syncline.testsupport.streamload;

import org.jspecify.annotations.NullMarked;
