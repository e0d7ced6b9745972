package dev.syncline.dialect.load;

/// A column of a target table as its catalogue has it.
///
/// @param type as the database prints it, with character set and collation where it has them
/// @param hasDefault whether a new row gets a value where none is given
/// @param computed whether the database computes its values, so that none can be given
/// @param attributes what its declaration says beside type and nullability, for databases whose `ALTER TABLE` needs it again
public record HeldColumn(String name, String type, boolean nullable, boolean hasDefault, boolean computed, String attributes) {}
