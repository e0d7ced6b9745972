package dev.syncline.dialect.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;

import com.mysql.cj.conf.DefaultPropertySet;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.result.DefaultValueFactory;
import com.mysql.cj.result.Field;
import com.mysql.cj.result.Row;
import org.jspecify.annotations.Nullable;

/// The rows of a streamed result in text, as the server has sent them: each is one packet, field behind field, a length before each.
///
/// `ResultSet.getBytes` looks for the field twice, takes a lock and makes an array, each time: half of what an extractor did. Here the driver is asked once a row where
/// its first value lies, and all that follows is read from there.
final class SentRows extends DefaultValueFactory<Boolean> {

    /// The protocol's number of VAR_STRING, whose values the driver hands over as they are.
    private static final int BYTES = 253;
    private static final int NULL = 0xFB;
    private static final PropertySet PROPERTIES = new DefaultPropertySet();

    private final ResultsetRows rows;
    private final int columns;
    private byte[] packet = {};
    private int position;
    private int count;

    private SentRows(ResultsetRows rows, int columns) {
        super(PROPERTIES);
        this.rows = rows;
        this.columns = columns;
    }

    /// @param result from which nothing has been read yet, and is read only here
    static SentRows of(ResultSet result) throws SQLException {
        Resultset sent = result.unwrap(Resultset.class);
        Field[] fields = sent.getColumnDefinition().getFields();
        for (Field field : fields) {
            field.setMysqlTypeId(BYTES);
        }
        return new SentRows(sent.getRows(), fields.length);
    }

    /// Encodes the next row.
    ///
    /// @return false where there is none
    boolean encode(RowEncoder encoder) throws SQLException {
        Row row = next();
        if (row == null) {
            return false;
        }
        encoder.begin();
        int column = 0;
        while (column < columns && row.getValue(column, this) == null) {
            encoder.addNull();
            column++;
        }
        if (column < columns) {
            encoder.add(column, packet, position, count);
            position += count;
            for (column++; column < columns; column++) {
                encodeNext(encoder, column);
            }
        }
        encoder.end();
        return true;
    }

    private @Nullable Row next() throws SQLException {
        try {
            return rows.next();
        } catch (CJException e) {
            throw SQLExceptionsMapping.translateException(e);
        }
    }

    /// A length below 251 is a byte; the bytes 252, 253 and 254 say that two, three or eight bytes with the length follow, the lowest first.
    private void encodeNext(RowEncoder encoder, int column) {
        int first = packet[position++] & 0xFF;
        if (first == NULL) {
            encoder.addNull();
            return;
        }
        int length = switch (first) {
            case 0xFC -> number(2);
            case 0xFD -> number(3);
            case 0xFE -> number(8);
            default -> first;
        };
        encoder.add(column, packet, position, length);
        position += length;
    }

    private int number(int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (packet[position + i] & 0xFFL) << 8 * i;
        }
        position += bytes;
        return Math.toIntExact(number);
    }

    @Override
    public Boolean createFromBytes(byte[] bytes, int offset, int length, Field field) {
        packet = bytes;
        position = offset;
        count = length;
        return true;
    }

    @Override
    public @Nullable Boolean createFromNull() {
        return null;
    }

    @Override
    public String getTargetTypeName() {
        return "bytes";
    }
}
