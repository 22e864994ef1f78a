"""The least a PySide6 program can be: against it the program's size and start are measured."""

import sys

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

application = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("SIS Error Desk")
window.setCentralWidget(QLabel("A bare window, against which the program is measured\n" * 20))
window.resize(1100, 720)
QShortcut(QKeySequence("Ctrl+Q"), window).activated.connect(window.close)
window.show()
sys.exit(application.exec())
