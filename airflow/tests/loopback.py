"""Runs a command in a network of its own, in which there is nothing but 127.0.0.1."""

import fcntl
import os
import socket
import struct
import sys

SET_FLAGS, UP_AND_RUNNING = 0x8914, 0x41
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh", b"lo", UP_AND_RUNNING) + bytes(14))
os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606
