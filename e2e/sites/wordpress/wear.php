<?php
// Puts on a theme.
require getenv('WORDPRESS_ROOT') . '/wp-load.php';
switch_theme($argv[1]);
