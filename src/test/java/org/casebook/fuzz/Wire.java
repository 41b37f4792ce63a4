package org.casebook.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A connection that sends bytes as they are and reads one answer to each input; opened again when the server closes it. */
public final class Wire implements AutoCloseable {
    private final int port;
    private final int limitMillis;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    public Wire(int port, int limitMillis) {
        this.port = port;
        this.limitMillis = limitMillis;
    }

    /**
     * What came back.
     *
     * @param status 0 where the connection was closed without an answer
     */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        static final Answer NONE = new Answer(0, Map.of(), new byte[0]);

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** @throws java.net.SocketTimeoutException if nothing comes within the limit */
    public Answer send(Input input) throws IOException {
        if (!input.whole()) {
            close();
        }
        boolean fresh = socket == null;
        try {
            return exchange(input);
        } catch (EOFException | java.net.SocketException e) {
            close();
            if (fresh || !input.whole()) {
                return Answer.NONE;
            }
            // The server had closed the kept-alive connection after the answer before.
            return exchange(input);
        }
    }

    private Answer exchange(Input input) throws IOException {
        Socket connection = connected();
        try {
            connection.getOutputStream().write(input.bytes());
            connection.getOutputStream().flush();
            if (!input.whole()) {
                connection.shutdownOutput();
            }
        } catch (java.net.SocketException e) {
            // Refused before its end: the answer may be there already.
        }
        Answer answer = read(input.method());
        if (!input.whole() || answer.header("connection").equalsIgnoreCase("close")) {
            close();
        }
        return answer;
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setTcpNoDelay(true);
            open.setSoTimeout(limitMillis);
            in = new BufferedInputStream(open.getInputStream());
            socket = open;
        }
        return open;
    }

    private Answer read(String method) throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(statusLine.substring(9, 12));
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        if (status < 200) {
            return read(method);
        }
        return new Answer(status, headers, body(method, status, headers));
    }

    private byte[] body(String method, int status, Map<String, String> headers) throws IOException {
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return new byte[0];
        }
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return chunks();
        }
        String length = headers.get("content-length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.writeBytes(exactly(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
