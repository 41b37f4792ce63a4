package org.casebook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    @Test
    void readsALengthAndThenTheNextAnswer() throws IOException {
        AnswerReader reader = slow("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nETag: W/\"1\"\r\n\r\nhello"
                + "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(text(reader.read())).isEqualTo("200 hello");
        assertThat(text(reader.read())).isEqualTo("204 ");
        assertThat(text(reader.read())).isEqualTo("404 {}");
    }

    @Test
    void readsChunks() throws IOException {
        AnswerReader reader = slow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n10;x=y\r\n0123456789abcdef\r\n0\r\nTrailer: 1\r\n\r\nHTTP/1.1 201 Created\r\n\r\n");
        assertThat(text(reader.read())).isEqualTo("200 abc0123456789abcdef");
        assertThat(text(reader.read())).isEqualTo("201 ");
    }

    @Test
    void passesOverAnInterimAnswer() throws IOException {
        AnswerReader reader = slow("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
        assertThat(text(reader.read())).isEqualTo("200 x");
    }

    @Test
    void anAnswerThatBreaksOffIsAnError() {
        assertThatThrownBy(() ->
                        slow("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe").read())
                .isInstanceOf(EOFException.class);
    }

    /** One byte a read, so that every border falls between two reads. */
    private static AnswerReader slow(String text) {
        InputStream bytes =
                new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return super.read(target, offset, Math.min(length, 1));
                    }
                };
        return new AnswerReader(bytes);
    }

    private static String text(Answer answer) {
        return answer.status() + " " + new String(answer.body(), StandardCharsets.ISO_8859_1);
    }
}
