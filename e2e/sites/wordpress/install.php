<?php
// Installs WordPress by its own installer, and adds somebody who may write pages but no scripts.
define('WP_INSTALLING', true);
require getenv('WORDPRESS_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Juniper & Rye', 'administrator', 'owner@example.com', false, '', 'administrator');
wp_insert_user(['user_login' => 'author', 'user_pass' => 'author', 'role' => 'author']);
