"""Base64 as CPython decodes it: GraalPy reads on, or fails, where padding stands inside a text."""


def _replace():
    import binascii

    values = {ord(c): i for i, c in enumerate(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}

    def a2b_base64(data, /, *, strict_mode=False):
        if isinstance(data, str):
            if not data.isascii():
                raise ValueError("string argument should contain only ASCII characters")
            data = data.encode("ascii")
        data = bytes(memoryview(data))
        if strict_mode and data[:1] == b"=":
            raise binascii.Error("Leading padding not allowed")
        found = bytearray()
        place = pads = bits = 0
        padded = False
        for at, byte in enumerate(data):
            if byte == 61:
                padded = True
                if place >= 2:
                    pads += 1
                    if place + pads >= 4:  # the end, whatever follows
                        if strict_mode and at + 1 < len(data):
                            raise binascii.Error("Excess data after padding")
                        return bytes(found)
                continue
            value = values.get(byte)
            if value is None:
                if strict_mode:
                    raise binascii.Error("Only base64 data is allowed")
                continue
            if strict_mode and padded:
                raise binascii.Error("Discontinuous padding not allowed")
            pads = 0
            bits = bits << 6 | value
            if place:
                left = 6 - 2 * place
                found.append(bits >> left)
                bits &= (1 << left) - 1
            place = place + 1 & 3
        if place == 1:
            raise binascii.Error(
                "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more"
                " than a multiple of 4" % (len(found) // 3 * 4 + 1))
        if place:
            raise binascii.Error("Incorrect padding")
        return bytes(found)

    binascii.a2b_base64 = a2b_base64


_replace()
