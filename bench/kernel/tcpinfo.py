"""struct tcp_info of Linux as the variables that packetdrill gives to %{ }% code."""
import os
import socket
import struct

_LAYOUT = "=BBBBBBBB24I4Q6I4Q2I2Q2I"
_NAMES = """state ca_state retransmits probes backoff options _wscale _flags
rto ato snd_mss rcv_mss unacked sacked lost retrans fackets last_data_sent last_ack_sent
last_data_recv last_ack_recv pmtu rcv_ssthresh rtt rttvar snd_ssthresh snd_cwnd advmss reordering
rcv_rtt rcv_space total_retrans pacing_rate max_pacing_rate bytes_acked bytes_received segs_out
segs_in notsent_bytes min_rtt data_segs_in data_segs_out delivery_rate busy_time rwnd_limited
sndbuf_limited delivered delivered_ce bytes_sent bytes_retrans dsack_dups reord_seen""".split()

CONSTANTS = {
    "TCP_ESTABLISHED": 1, "TCP_SYN_SENT": 2, "TCP_SYN_RECV": 3, "TCP_FIN_WAIT1": 4,
    "TCP_FIN_WAIT2": 5, "TCP_TIME_WAIT": 6, "TCP_CLOSE": 7, "TCP_CLOSE_WAIT": 8, "TCP_LAST_ACK": 9,
    "TCP_LISTEN": 10, "TCP_CLOSING": 11, "TCP_CA_Open": 0, "TCP_CA_Disorder": 1, "TCP_CA_CWR": 2,
    "TCP_CA_Recovery": 3, "TCP_CA_Loss": 4, "TCPI_OPT_TIMESTAMPS": 1, "TCPI_OPT_WSCALE": 4,
    "TCPI_OPT_ECN": 8, "TCPI_OPT_SYN_DATA": 32}


def variables(fd):
    """tcpi_*, bbr_* and SK_MEMINFO_* of a socket, with the symbolic constants."""
    from calls import so_meminfo
    twin = socket.socket(fileno=os.dup(fd))
    raw = twin.getsockopt(6, 11, 512)
    size = struct.calcsize(_LAYOUT)
    out = dict(CONSTANTS)
    for name, value in zip(_NAMES, struct.unpack(_LAYOUT, raw[:size])):
        out["tcpi_" + name] = value
    out["tcpi_snd_wscale"] = out["tcpi__wscale"] & 15
    out["tcpi_rcv_wscale"] = out["tcpi__wscale"] >> 4
    out["tcpi_delivery_rate_app_limited"] = out["tcpi__flags"] & 1
    bbr = twin.getsockopt(6, 26, 64)
    if len(bbr) >= 20:
        names = ("bbr_bw_lo", "bbr_bw_hi", "bbr_min_rtt", "bbr_pacing_gain", "bbr_cwnd_gain")
        out.update(zip(names, struct.unpack("=5I", bbr[:20])))
        out["bbr_bw"] = (out["bbr_bw_hi"] << 32) + out["bbr_bw_lo"]
    out.update(so_meminfo(fd))
    return out
